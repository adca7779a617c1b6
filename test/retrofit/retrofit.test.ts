// One suite for all of it: to load the CDK takes longer than most of these tests.
import './mixins';
import './guarded';
import './order';
import './injectors';
