/** Quantiles of the standard normal distribution: two-sided 95 %, one-sided 95 %, and one-sided 80 % (power). */
export const Z_TWO_SIDED_95 = 1.959963984540054;
export const Z_ONE_SIDED_95 = 1.6448536269514722;
export const Z_POWER_80 = 0.8416212335729143;
