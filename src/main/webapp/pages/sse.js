/**
 * Cuts a stream of server-sent events, which comes in arbitrary pieces, into events.
 * `onEvent` gets {id, name, data}; comments are no events.
 */
export function eventParser(onEvent) {
  let rest = '';
  let event = {data: []};

  function line(text) {
    if (text === '') {
      if (event.data.length) {
        onEvent({id: event.id, name: event.name ?? 'message', data: event.data.join('\n')});
      }
      event = {data: []};
      return;
    }
    const [, field, value] = /^([^:]*):? ?(.*)$/s.exec(text);
    if (field === 'data') {
      event.data.push(value);
    } else if (field === 'id') {
      event.id = value;
    } else if (field === 'event') {
      event.name = value;
    }
  }

  return piece => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    lines.forEach(line);
  };
}
