'use strict';
// Amounts are exact decimals: whole units of 10^-scale, never a binary floating-point number.

const DECIMAL = /^(-?)(\d{1,200})(?:\.(\d{1,200}))?$/;

// Every number becomes a string of its own digits: JSON.parse alone would read 100.10 as 100.1, and drop cents of a long amount.
function parse(text) {
  return JSON.parse(text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g,
    token => token[0] === '"' ? token : '"' + token + '"'));
}

// Null if the text is not a plain number.
function decimal(text) {
  const parts = DECIMAL.exec(text);
  if (!parts) return null;
  const fraction = parts[3] || '';
  return {units: BigInt(parts[1] + parts[2] + fraction), scale: fraction.length};
}

const ZERO = {units: 0n, scale: 0};
const power = exponent => 10n ** BigInt(exponent);
const unitsAt = (number, scale) => number.scale === scale ? number.units : number.units * power(scale - number.scale);
const absolute = units => units < 0n ? -units : units;

function plus(a, b) {
  const scale = Math.max(a.scale, b.scale);
  return {units: unitsAt(a, scale) + unitsAt(b, scale), scale};
}

const minus = (a, b) => plus(a, {units: -b.units, scale: b.scale});
const magnitude = number => ({units: absolute(number.units), scale: number.scale});

function compare(a, b) {
  const scale = Math.max(a.scale, b.scale);
  const left = unitsAt(a, scale);
  const right = unitsAt(b, scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

// The quotient in units of 10^-scale, half away from zero.
function quotient(a, b, scale) {
  const common = Math.max(a.scale, b.scale);
  const divisor = unitsAt(b, common);
  const dividend = unitsAt(a, common) * power(scale);
  const rounded = (absolute(dividend) * 2n + absolute(divisor)) / (absolute(divisor) * 2n);
  return {units: (dividend < 0n) === (divisor < 0n) ? rounded : -rounded, scale};
}

const rounded = (number, scale) => number.scale <= scale ? number : quotient(number, {units: 1n, scale: 0}, scale);

function plain(number) {
  const digits = absolute(number.units).toString().padStart(number.scale + 1, '0');
  const whole = digits.slice(0, digits.length - number.scale);
  return (number.units < 0n ? '-' : '') + whole + (number.scale ? '.' + digits.slice(-number.scale) : '');
}

// Without zeros beyond two decimals, which only say how other amounts were written.
const tidy = text => text.replace(/(\.\d\d\d*?)0+$/, '$1');

// 1234567.80 as 1,234,567.80; what is not a plain number stays as it is.
function grouped(text) {
  const parts = DECIMAL.exec(text);
  if (!parts) return String(text);
  return parts[1].replace('-', '−') + parts[2].replace(/\B(?=(\d{3})+$)/g, ',') + (parts[3] ? '.' + parts[3] : '');
}

const count = number => grouped(String(number));
const signed = number => (number.units > 0n ? '+' : '') + grouped(tidy(plain(number)));

const HUNDRED = {units: 100n, scale: 0};
const MOST = {units: 9999n, scale: 0};

// A share in percent: one decimal, from a hundred on none; beyond what a person compares, only that it is more.
function percent(share) {
  if (compare(share, MOST) > 0) return '>' + grouped(plain(MOST)) + '%';
  const tenths = rounded(share, 1);
  if (tenths.units === 0n && share.units !== 0n) return '<0.1%';
  return grouped(plain(absolute(tenths.units) < 1000n ? tenths : rounded(share, 0))) + '%';
}

const times = (a, b) => ({units: a.units * b.units, scale: a.scale + b.scale});

// How many percent of the whole a part is; null if there is no whole.
const percentOf = (part, whole) => whole.units === 0n ? null : quotient(times(part, HUNDRED), whole, 4);
