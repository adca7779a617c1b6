// CloudFormation's own validation takes most of the time of a synthesis and says the same each time: nag/five-packs.test.ts asks it about every
// bucket of this library, the examples run with it, and whoever sets the variable to true has it everywhere.
process.env.CDK_VALIDATION ??= 'false';

// The CDK notes of each construct where it was made, in what has a stack and is no error. Jest looks each of the ten frames up in the sources, which takes
// a third of the time of a synthesis; here they stay as they are. A stack is made when it is first read, and kept.
const { captureStackTrace } = Error;
const settings: { prepareStackTrace?: typeof Error.prepareStackTrace } = Error;
Error.captureStackTrace = (target, above) => {
  captureStackTrace(target, above);
  if (target.constructor !== Object) return;
  settings.prepareStackTrace = (_, frames) => `Error\n    at ${frames.join('\n    at ')}`;
  void (target as Error).stack;
  delete settings.prepareStackTrace;
};
