// A table as spreadsheets read it best: UTF-8 with a byte order mark, CR LF, and no text that they take for a formula.

const FORMULA = /^(?:[=+\-@\t\r]|'['=+\-@\t\r])/;

function csv(rows, semicolons) {
  const separator = semicolons ? ';' : ',';
  const field = value => {
    if (value === null || value === undefined) return '';
    if (value.number !== undefined) return semicolons ? value.number.replace('.', ',') : value.number;
    const text = FORMULA.test(value) ? "'" + value : String(value);
    return /[",;\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  return '\uFEFF' + rows.map(row => row.map(field).join(separator) + '\r\n').join('');
}

// A number is no formula, whatever its sign.
const number = text => text === null || text === undefined ? '' : DECIMAL.test(text) ? {number: text} : String(text);

function save(text, name) {
  const address = URL.createObjectURL(new Blob([text], {type: 'text/csv;charset=utf-8'}));
  const link = make('a', {download: name});
  link.href = address;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
