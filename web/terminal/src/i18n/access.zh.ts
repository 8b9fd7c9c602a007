// 关于登录的中文词句。
import type { accessEn } from "./access.en";

export const accessZh: Record<keyof typeof accessEn, string> = {
  "access.open": "开放：无需登录",
  "access.openTitle": "开发用市场：任何能访问此地址的人都可以用任一账户交易",
  "access.user": "已登录：{user}",
  "access.enter": "登录",
  "access.leave": "退出",
  "access.name": "用户名",
  "access.password": "密码",
  "access.code": "验证码",
  "access.failed": "登录失败：用户名、密码或验证码有误",
  "access.wait": "失败次数过多：请稍后再试",
};
