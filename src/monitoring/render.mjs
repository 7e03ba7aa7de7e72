// Draws a dashboard of monitoring/dashboards from a running Prometheus, for the pictures in the documentation:
//
//   node render.mjs PROMETHEUS DASHBOARD START END OUT.html [VARIABLE=VALUE...]
//
// It asks Prometheus exactly what Grafana would ask, places the panels as Grafana would, and draws them plainly: it is no Grafana, and
// what it does not know (an unknown type of panel) stops it.
import { readFileSync, writeFileSync } from 'node:fs';

const [prometheus, file, startText, endText, out, ...variables] = process.argv.slice(2);
const start = Number(startText);
const end = Number(endText);
const dashboard = JSON.parse(readFileSync(file, 'utf8'));
const given = Object.fromEntries(variables.map((pair) => pair.split(/=(.*)/s).slice(0, 2)));
const colors = ['#73bf69', '#f2cc0c', '#8ab8ff', '#ff780a', '#f2495c', '#b877d9', '#5794f2', '#fade2a', '#96d98d', '#ffb357'];
const named = { green: '#73bf69', yellow: '#f2cc0c', red: '#f2495c', blue: '#5794f2', purple: '#b877d9' };
const CELL = { width: 60, height: 36 };
const STEP = Math.max(5, Math.round((end - start) / 240));

const escape = (text) => String(text).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const color = (name) => named[name] ?? name;

function substitute(expr) {
  return expr
    .replace(/\$__(rate_interval|interval)/g, `${Math.max(60, 4 * STEP)}s`)
    .replace(/\$__range/g, `${end - start}s`)
    .replace(/\$\{?([a-z]+)\}?/g, (_, name) => given[name] ?? '.*');
}

async function ask(path, parameters) {
  const response = await fetch(`${prometheus}/api/v1/${path}?${new URLSearchParams(parameters)}`);
  const body = await response.json();
  if (body.status !== 'success') throw new Error(`${body.error}: ${parameters.query}`);
  return body.data.result;
}

async function data(target) {
  const query = substitute(target.expr);
  return target.instant
    ? (await ask('query', { query, time: end })).map((r) => ({ ...r, values: [r.value] }))
    : ask('query_range', { query, start, end, step: STEP });
}

function legend(target, metric) {
  if (target.legendFormat === '__auto') return Object.entries(metric).map(([k, v]) => `${k}="${v}"`).join(', ') || 'value';
  return target.legendFormat.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, label) => metric[label] ?? '');
}

async function seriesOf(panel) {
  const all = await Promise.all(panel.targets.map(async (target) =>
    (await data(target)).map((r) => ({
      name: legend(target, r.metric),
      metric: r.metric,
      refId: target.refId,
      points: r.values.map(([t, v]) => [t, Number(v)]).filter(([, v]) => !Number.isNaN(v)),
    }))));
  return all.flat();
}

function scaled(value, steps, suffixes, digits = 3) {
  let rest = value;
  let index = 0;
  while (Math.abs(rest) >= steps && index < suffixes.length - 1) {
    rest /= steps;
    index += 1;
  }
  return `${Number(rest.toPrecision(digits))} ${suffixes[index]}`.trim();
}

function format(value, unit) {
  if (!Number.isFinite(value)) return '–';
  switch (unit) {
    case 's': return formatSeconds(value);
    case 'ms': return formatSeconds(value / 1000);
    case 'bytes': return scaled(value, 1024, ['B', 'KiB', 'MiB', 'GiB']);
    case 'Bps': return scaled(value, 1000, ['B/s', 'kB/s', 'MB/s']);
    case 'ops': return `${Number(value.toPrecision(3))} /s`;
    case 'reqps': return `${Number(value.toPrecision(3))} /s`;
    case 'percentunit': return `${Number((100 * value).toPrecision(3))} %`;
    case 'short': return scaled(value, 1000, ['', 'K', 'Mil']);
    default: throw new Error(`unknown unit ${unit}`);
  }
}

function formatSeconds(value) {
  if (value === 0) return '0 s';
  if (Math.abs(value) < 0.001) return `${Number((value * 1e6).toPrecision(3))} µs`;
  if (Math.abs(value) < 1) return `${Number((value * 1e3).toPrecision(3))} ms`;
  if (value < 120) return `${Number(value.toPrecision(3))} s`;
  return value < 7200 ? `${Number((value / 60).toPrecision(3))} min` : `${Number((value / 3600).toPrecision(3))} h`;
}

function mapped(defaults, value) {
  for (const mapping of defaults.mappings ?? []) {
    const found = mapping.options?.[String(value)];
    if (found) return { text: found.text, color: color(found.color) };
  }
  let chosen = '#73bf69';
  for (const step of defaults.thresholds?.steps ?? []) {
    if (step.value === null || value >= step.value) chosen = color(step.color);
  }
  return { text: format(value, defaults.unit), color: chosen };
}

const clock = (t) => new Date(t * 1000).toISOString().slice(11, 16);
const no = '<div class="none">No data</div>';

function ticks(max) {
  const raw = max / 4;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw);
  const list = [];
  for (let v = 0; v <= max * 1.0001; v += step) list.push(v);
  return list;
}

function timeseries(panel, series, width, height) {
  const { defaults } = panel.fieldConfig;
  const bars = defaults.custom.drawStyle === 'bars';
  const step = defaults.custom.lineInterpolation === 'stepAfter';
  const stacked = defaults.custom.stacking.mode === 'normal';
  const plot = { left: 62, top: 8, width: width - 76, height: height - 34 };
  const base = new Map();
  const drawn = series.map((s) => ({ ...s, points: s.points.map(([t, v]) => {
    const from = stacked ? base.get(t) ?? 0 : 0;
    if (stacked) base.set(t, from + v);
    return [t, from + v, from];
  }) }));
  const max = Math.max(...drawn.flatMap((s) => s.points.map((p) => p[1])), 0) * 1.05 || 1;
  const x = (t) => plot.left + (plot.width * (t - start)) / (end - start);
  const y = (v) => plot.top + plot.height * (1 - v / max);
  let svg = '';
  for (const v of ticks(max)) {
    svg += `<line x1="${plot.left}" x2="${plot.left + plot.width}" y1="${y(v)}" y2="${y(v)}" class="grid"/>`
      + `<text x="${plot.left - 6}" y="${y(v) + 4}" text-anchor="end">${escape(format(v, defaults.unit))}</text>`;
  }
  for (let i = 0; i <= 4; i += 1) {
    const t = start + ((end - start) * i) / 4;
    svg += `<text x="${x(t)}" y="${plot.top + plot.height + 18}" text-anchor="middle">${clock(t)}</text>`;
  }
  drawn.forEach((s, i) => {
    const c = colors[i % colors.length];
    if (bars) {
      const w = Math.max(1, (plot.width * STEP) / (end - start) - 0.5);
      for (const [t, v, from] of s.points) {
        if (v > from) svg += `<rect x="${x(t) - w / 2}" y="${y(v)}" width="${w}" height="${y(from) - y(v)}" fill="${c}"/>`;
      }
    } else {
      let d = '';
      s.points.forEach(([t, v], j) => {
        const gap = j > 0 && t - s.points[j - 1][0] > 1.5 * STEP;
        if (step && j > 0 && !gap) d += `H${x(t).toFixed(1)}`;
        d += `${j === 0 || gap ? 'M' : 'L'}${x(t).toFixed(1)} ${y(v).toFixed(1)}`;
      });
      svg += `<path d="${d}" fill="none" stroke="${c}" stroke-width="1.5"/>`;
    }
  });
  return `<svg width="${width}" height="${height}">${svg}</svg>${names(series)}`;
}

function names(series) {
  const items = series.slice(0, 8).map((s, i) => `<span><i style="background:${colors[i % colors.length]}"></i>${escape(s.name)}</span>`);
  if (series.length > 8) items.push(`<span>… ${series.length - 8} more</span>`);
  return `<div class="legend">${items.join('')}</div>`;
}

function timeline(panel, series, width, height) {
  const { defaults } = panel.fieldConfig;
  const left = 150;
  const row = Math.min(40, (height - 26) / series.length);
  const x = (t) => left + ((width - left - 12) * (t - start)) / (end - start);
  let svg = '';
  series.forEach((s, i) => {
    svg += `<text x="${left - 8}" y="${i * row + row / 2 + 4}" text-anchor="end">${escape(s.name)}</text>`;
    let from = 0;
    s.points.forEach(([t, v], j) => {
      const last = j === s.points.length - 1;
      const gap = !last && s.points[j + 1][0] - t > 1.5 * STEP;
      if (last || gap || s.points[j + 1][1] !== v) {
        const a = x(s.points[from][0]);
        const b = Math.min(x(gap || last ? t + STEP : s.points[j + 1][0]), width - 12);
        const look = mapped(defaults, v);
        svg += `<rect x="${a}" y="${i * row + 3}" width="${Math.max(1, b - a)}" height="${row - 6}" fill="${look.color}"/>`;
        if (b - a > 9 * look.text.length) svg += `<text x="${a + 5}" y="${i * row + row / 2 + 4}" class="dark">${escape(look.text)}</text>`;
        from = j + 1;
      }
    });
  });
  for (let i = 0; i <= 4; i += 1) {
    const t = start + ((end - start) * i) / 4;
    svg += `<text x="${x(t)}" y="${height - 8}" text-anchor="${i === 4 ? 'end' : 'middle'}">${clock(t)}</text>`;
  }
  return `<svg width="${width}" height="${height}">${svg}</svg>`;
}

function stat(panel, series) {
  return series.map((s) => {
    const look = mapped(panel.fieldConfig.defaults, s.points.at(-1)?.[1]);
    return `<div class="stat" style="color:${look.color}">${escape(panel.options.textMode === 'name' ? s.name : look.text)}</div>`;
  }).join('');
}

function bargauge(panel, series, width) {
  const max = Math.max(...series.map((s) => s.points.at(-1)?.[1] ?? 0)) || 1;
  return series.map((s, i) => {
    const value = s.points.at(-1)?.[1] ?? 0;
    return `<div class="gauge"><span class="label">${escape(s.name)}</span><span class="bar" style="width:${((width - 260) * value) / max + 2}px;background:${colors[i % colors.length]}"></span><span>${escape(format(value, panel.fieldConfig.defaults.unit))}</span></div>`;
  }).join('');
}

function table(panel, series) {
  const organize = panel.transformations.find((t) => t.id === 'organize').options;
  const rows = new Map();
  for (const s of series) {
    const key = JSON.stringify(Object.entries(s.metric).sort());
    if (!rows.has(key)) rows.set(key, { ...s.metric });
    rows.get(key)[panel.targets.length > 1 ? `Value #${s.refId}` : 'Value'] = s.points.at(-1)?.[1];
  }
  const columns = Object.keys(organize.renameByName).filter((c) => !organize.excludeByName[c]);
  const override = (name) => (panel.fieldConfig.overrides.find((o) => o.matcher.options === name)?.properties ?? [])
    .reduce((all, property) => ({ ...all, [property.id]: property.value }), {});
  const cell = (row, column) => {
    const value = row[column];
    if (typeof value !== 'number') return `<td>${escape(value ?? '')}</td>`;
    const look = override(organize.renameByName[column]);
    if (look.mappings) {
      const found = mapped({ mappings: look.mappings, unit: 'short' }, value);
      return `<td style="color:${found.color}">${escape(found.text)}</td>`;
    }
    return `<td>${escape(format(value, look.unit ?? panel.fieldConfig.defaults.unit))}</td>`;
  };
  return `<table><tr>${columns.map((c) => `<th>${escape(organize.renameByName[c])}</th>`).join('')}</tr>${
    [...rows.values()].map((row) => `<tr>${columns.map((c) => cell(row, c)).join('')}</tr>`).join('')}</table>`;
}

async function draw(panel) {
  const { x, y, w, h } = panel.gridPos;
  const place = `left:${x * CELL.width + 4}px;top:${y * CELL.height + 4}px;width:${w * CELL.width - 8}px;height:${h * CELL.height - 8}px`;
  if (panel.type === 'row') return `<h2 style="${place}">${escape(panel.title)}</h2>`;
  const series = await seriesOf(panel);
  const width = w * CELL.width - 24;
  const height = h * CELL.height - 42;
  const kinds = {
    timeseries: () => timeseries(panel, series, width, height - 22),
    'state-timeline': () => timeline(panel, series, width, height),
    stat: () => stat(panel, series),
    bargauge: () => bargauge(panel, series, width),
    table: () => table(panel, series),
  };
  if (!kinds[panel.type]) throw new Error(`unknown type of panel ${panel.type}`);
  const content = series.some((s) => s.points.length > 0) ? kinds[panel.type]() : no;
  return `<section style="${place}"><h3>${escape(panel.title)}</h3>${content}</section>`;
}

const panels = [];
for (const panel of dashboard.panels) panels.push(await draw(panel));
const height = Math.max(...dashboard.panels.map((p) => p.gridPos.y + p.gridPos.h)) * CELL.height;
writeFileSync(out, `<!doctype html><meta charset="utf-8"><title>${escape(dashboard.title)}</title><style>
body{margin:0;background:#111217;color:#ccccdc;font:12px "DejaVu Sans",sans-serif;width:${24 * CELL.width}px}
h1{font-size:18px;font-weight:normal;margin:0;padding:10px 8px 6px}main{position:relative;height:${height + 8}px}
section,main h2{position:absolute;box-sizing:border-box}section{background:#181b1f;border:1px solid #2c3235;border-radius:2px;padding:4px 8px;overflow:hidden}
h2{font-size:13px;margin:0;padding-top:6px}h3{font-size:12px;font-weight:600;margin:2px 0 6px}
svg text{fill:#8e9099;font-size:11px}svg text.dark{fill:#111217}.grid{stroke:#2c3235}
.stat{font-size:26px;text-align:center;padding-top:14px;font-weight:600}.none{text-align:center;color:#8e9099;padding-top:16px}
.legend span{margin-right:12px;white-space:nowrap}.legend{height:16px;overflow:hidden}.legend i{display:inline-block;width:10px;height:3px;margin-right:5px;vertical-align:middle}
table{border-collapse:collapse;width:100%}th{text-align:left;color:#6e9fff;font-weight:normal}td,th{padding:4px 8px;border-bottom:1px solid #2c3235}
.gauge{display:flex;align-items:center;height:28px}.gauge .label{width:160px}.gauge .bar{height:16px;margin-right:8px}
</style><h1>${escape(dashboard.title)}</h1><main>${panels.join('\n')}</main>`);
process.stdout.write(`${24 * CELL.width} ${height + 50}\n`);
