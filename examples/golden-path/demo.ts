import { goldenPath } from './app';

/** The same app twice: as it is, and with the lines of the platform team. */
const line = '='.repeat(100);
for (const guarded of [false, true]) {
  console.log(`\n${line}\n${guarded ? '5. the same app with CompliantBucketInjector and Soc2Compliance' : '4. an app with plain s3.Bucket, under Soc2S3Checks'}\n${line}\n`);
  try {
    goldenPath({ guarded }).synth();
    console.log('synthesizes clean');
  } catch (error) {
    if ((error as Error).name !== 'ValidationFailed') throw error;
    const found = (error as Error).message.match(/^ERROR .*$/gm) ?? [];
    console.log(`${found.length} findings, such as:\n${[...new Set(found)].slice(0, 8).join('\n')}`);
  }
}
