// CloudFormation's own validation takes most of the time of a synthesis and says the same each time: nag/five-packs.test.ts asks it about every
// bucket of this library, the examples run with it, and whoever sets the variable to true has it everywhere.
process.env.CDK_VALIDATION ??= 'false';
