// Words about who is signed in, in English.

export const accessEn = {
  "access.open": "OPEN: nobody signs in",
  "access.openTitle": "A development venue: whoever reaches this address may trade for any account",
  "access.user": "signed in: {user}",
  "access.enter": "Sign in",
  "access.leave": "Sign out",
  "access.name": "Name",
  "access.password": "Password",
  "access.code": "Code",
  "access.failed": "Not let in: name, password or code is wrong",
  "access.wait": "Too many failures: wait and try again",
} as const;
