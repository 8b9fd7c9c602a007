// Where the account's own orders stand on a ladder and a chart.
import type { OrderNow } from "../../api/private";

/** At which price an order stands; a sleeping one at the price that wakes it. */
export const standsAt = (o: OrderNow) => (o.status === "sleeping" ? (o.stopPrice ?? o.price) : o.price);
