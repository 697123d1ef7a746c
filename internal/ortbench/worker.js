// Runs the encoder's graph in ONNX Runtime on one thread: reads one request per
// line, {ids, shapes}, runs it once, answers {seconds, vector}: the
// processor's time and the first piece's vector.
'use strict';
const fs = require('fs');
const readline = require('readline');
const ort = require('onnxruntime-node');
const build = require('./graph.js');

async function main() {
  const session = await ort.InferenceSession.create(build(fs.readFileSync(process.argv[2]), process.argv[3] === 'bytes'),
    { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all' });
  const row = values => new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const { ids, shapes } = JSON.parse(line);
    const feeds = { ids: row(ids), shapes: row(shapes) };
    const before = process.cpuUsage();
    const { vectors } = await session.run(feeds);
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    console.log(JSON.stringify({ seconds, vector: Array.from(vectors.data.slice(0, vectors.dims[2])) }));
  }
}

main().catch(err => { console.error(err); process.exit(1); });
