// Writes the encoder as an ONNX graph, from its weights file, in the form in
// which PyTorch exports it: separate query, key and value products, GELU by Erf.
// ONNX Runtime fuses what it can; its own fused attention is slower here.
'use strict';

// Protocol buffers: a field is its number and wire type, then the value.
const varint = n => {
  const bytes = [];
  for (n = BigInt.asUintN(64, BigInt(n)); n > 127n; n >>= 7n) bytes.push(Number(n & 127n) | 128);
  return Buffer.from([...bytes, Number(n)]);
};
const integer = (field, n) => Buffer.concat([varint(field << 3), varint(n)]);
const bytes = (field, b) => {
  b = Buffer.isBuffer(b) ? b : Buffer.from(b);
  return Buffer.concat([varint(field << 3 | 2), varint(b.length), b]);
};
const float = (field, x) => {
  const b = Buffer.alloc(4);
  b.writeFloatLE(x);
  return Buffer.concat([varint(field << 3 | 5), b]);
};

// The numbers of onnx.proto3 for TensorProto.DataType.
const FLOAT = 1, INT8 = 3, INT64 = 7;

const tensor = (name, type, shape, raw) => Buffer.concat(
  [...shape.map(n => integer(1, n)), integer(2, type), bytes(8, name), bytes(9, raw)]);

const input = (name, type, shape) => {
  const extents = shape.map(n => bytes(1, typeof n === 'string' ? bytes(2, n) : integer(1, n)));
  return Buffer.concat([bytes(1, name),
    bytes(2, bytes(1, Buffer.concat([integer(1, type), bytes(2, Buffer.concat(extents))])))]);
};

const attribute = (name, v) => Buffer.concat([bytes(1, name), ...(
  Array.isArray(v) ? [...v.map(n => integer(8, n)), integer(20, 7)]
    : Number.isInteger(v) ? [integer(3, v), integer(20, 2)]
      : [float(2, v), integer(20, 1)])]);

class Graph {
  nodes = [];
  constants = [];

  floats(name, values, shape) {
    this.constants.push(tensor(name, FLOAT, shape, Buffer.from(values.buffer, values.byteOffset, values.byteLength)));
    return name;
  }

  integers(name, values) {
    this.constants.push(tensor(name, INT64, [values.length], Buffer.from(BigInt64Array.from(values, BigInt).buffer)));
    return name;
  }

  bytes(name, values, shape) {
    this.constants.push(tensor(name, INT8, shape, Buffer.from(values.buffer, values.byteOffset, values.byteLength)));
    return name;
  }

  op(type, inputs, attributes = {}, name = `${type}_${this.nodes.length}`, outputs = [name]) {
    this.nodes.push(Buffer.concat([...inputs.map(i => bytes(1, i)), ...outputs.map(o => bytes(2, o)), bytes(3, name), bytes(4, type),
      ...Object.entries(attributes).map(([k, v]) => bytes(5, attribute(k, v)))]));
    return name;
  }

  // quantised returns the names of a tensor as bytes, of its scale and of its zero point.
  quantised(x) {
    const name = `quantised_${this.nodes.length}`, outputs = [name, name + '.scale', name + '.zero'];
    this.op('DynamicQuantizeLinear', [x], {}, name, outputs);
    return outputs;
  }

  model(inputs, outputs) {
    const graph = Buffer.concat([...this.nodes.map(n => bytes(1, n)), bytes(2, 'encoder'),
      ...this.constants.map(c => bytes(5, c)), ...inputs.map(i => bytes(11, i)), ...outputs.map(o => bytes(12, o))]);
    const opset = Buffer.concat([bytes(1, ''), integer(2, 17)]);
    return Buffer.concat([integer(1, 8), bytes(7, graph), bytes(8, opset)]);
  }
}

// weights reads a safetensors file: a function from a name to values and shape,
// int8 rows times their scale.
function weights(file) {
  const length = Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.subarray(8, 8 + length));
  const get = name => {
    const { dtype, shape, data_offsets: [first, end] } = header[name];
    const raw = file.buffer.slice(file.byteOffset + 8 + length + first, file.byteOffset + 8 + length + end);
    if (dtype === 'F32') return { shape, values: new Float32Array(raw) };
    const scale = get(name + '.scale').values, columns = shape[1], integers = new Int8Array(raw);
    return { shape, scale, integers, values: Float32Array.from(integers, (v, i) => v * scale[Math.floor(i / columns)]) };
  };
  get.has = name => name in header;
  return get;
}

// transposed returns some rows of a matrix's values as columns.
function transposed(values, columns, first, end) {
  const rows = end - first, out = new values.constructor(rows * columns);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) out[c * rows + r] = values[(first + r) * columns + c];
  }
  return out;
}

// build returns the model's bytes: inputs ids and shapes, int64 [1, T]; output
// vectors, float [1, T, width]. Linear maps are in bytes or in float32.
module.exports = function build(file, inBytes) {
  const w = weights(file), g = new Graph();
  const word = w('embeddings.word'), width = word.shape[1], heads = width / 32;
  const constant = name => g.floats(name, w(name).values, w(name).shape);
  const norm = (x, name) => g.op('LayerNormalization', [x, constant(name + '.weight'), constant(name + '.bias')],
    { axis: -1, epsilon: 1e-12 });
  const product = (x, id, m, first, end) => {
    const columns = m.shape[1], shape = [columns, end - first];
    if (!inBytes) return g.op('MatMul', [x, g.floats(id, transposed(m.values, columns, first, end), shape)]);
    const [q, scale, zero] = g.quantised(x);
    const sum = g.op('MatMulInteger', [q, g.bytes(id, transposed(m.integers, columns, first, end), shape), zero]);
    const scales = g.op('Mul', [scale, g.floats(id + '.scale', m.scale.slice(first, end), [end - first])]);
    return g.op('Mul', [g.op('Cast', [sum], { to: FLOAT }), scales]);
  };
  const linear = (x, name, part = 0, parts = 1) => {
    const m = w(name), rows = m.shape[0] / parts, first = part * rows, id = `${name}.${part}`;
    const bias = g.floats(id + '.bias', w(name + '.bias').values.slice(first, first + rows), [rows]);
    return g.op('Add', [product(x, id, m, first, first + rows), bias]);
  };
  const scalar = (name, x) => g.floats(name, Float32Array.of(x), []);
  scalar('root2', Math.SQRT2), scalar('one', 1), scalar('half', 0.5), scalar('rootHead', Math.sqrt(32));
  g.integers('split', [0, 0, heads, 32]), g.integers('join', [0, 0, width]);
  g.integers('zero', [0]), g.integers('first', [1]), g.integers('second', [2]);

  g.floats('embeddings.word', word.values, word.shape);
  const length = g.op('Slice', [g.op('Shape', ['ids']), 'first', 'second']);
  const position = g.op('Slice', [constant('embeddings.position'), 'zero', length]);
  const pieces = g.op('Add', [g.op('Gather', ['embeddings.word', 'ids']), position]);
  let x = norm(g.op('Add', [pieces, g.op('Gather', [constant('embeddings.shape'), 'shapes'])]), 'embeddings.norm');
  for (let i = 0; w.has(`layer.${i}.qkv`); i++) {
    const layer = `layer.${i}.`;
    const head = (part, perm) => g.op('Transpose',
      [g.op('Reshape', [linear(x, layer + 'qkv', part, 3), 'split'])], { perm });
    const scores = g.op('Div', [g.op('MatMul', [head(0, [0, 2, 1, 3]), head(1, [0, 2, 3, 1])]), 'rootHead']);
    const context = g.op('MatMul', [g.op('Softmax', [scores], { axis: -1 }), head(2, [0, 2, 1, 3])]);
    const joined = g.op('Reshape', [g.op('Transpose', [context], { perm: [0, 2, 1, 3] }), 'join']);
    x = norm(g.op('Add', [linear(joined, layer + 'output'), x]), layer + 'norm1');
    const h = linear(x, layer + 'up');
    const phi = g.op('Add', [g.op('Erf', [g.op('Div', [h, 'root2'])]), 'one']);
    const gelu = g.op('Mul', [g.op('Mul', [h, phi]), 'half']);
    x = norm(g.op('Add', [linear(gelu, layer + 'down'), x]), layer + 'norm2');
  }
  g.op('Identity', [x], {}, 'vectors');
  return g.model([input('ids', INT64, [1, 't']), input('shapes', INT64, [1, 't'])],
    [input('vectors', FLOAT, [1, 't', width])]);
};
