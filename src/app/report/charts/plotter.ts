import type * as PlotModule from '@observablehq/plot';

export type Plot = typeof PlotModule;
export type PlotOptions = PlotModule.PlotOptions;

/** Draws a plot as SVG text, without a browser. */
export interface Plotter {
  readonly plot: Plot;
  /** @param title - what a screen reader says of the picture */
  draw(options: PlotOptions, title: string): string;
}

/** Loads the plotting library; it is large, and only reports need it. */
export async function createPlotter(): Promise<Plotter> {
  const plot = await import('@observablehq/plot');
  const { parseHTML } = await import('linkedom');
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  return {
    plot,
    draw: (options, title) => {
      const svg = plot.plot({ ...options, document });
      svg.setAttribute('role', 'img');
      svg.setAttribute('aria-label', title);
      return svg.outerHTML;
    },
  };
}
