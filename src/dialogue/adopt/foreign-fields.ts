/** A field of claudeless's files that there is nothing for here. */
interface ForeignField {
  readonly why: string;
  /** Written so, it means what holds here anyway. */
  readonly unless?: boolean;
}

/** The fields at the top of claudeless's files that are not read. */
export const foreignFields: Readonly<Record<string, ForeignField>> = {
  placeholder: { why: "The prompt line of the simulated terminal is empty until somebody types." },
  provider: { why: "The simulated header names model and folder, and no plan that is paid for." },
  show_welcome_back: { why: "The simulated terminal always begins with the same header.", unless: false },
  welcome_back_right_panel: { why: "The simulated terminal always begins with the same header." },
  logged_in: {
    why: "Whoever starts the simulated CLI is logged in, and no setup comes first.",
    unless: true,
  },
  timeouts: { why: "Nothing waits here but what delay_ms and failures say." },
};
