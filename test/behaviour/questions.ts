import type { Question } from './question';
import { bucketQuestions } from './questions-buckets';
import { lockQuestions } from './questions-locks';
import { peopleQuestions } from './questions-people';
import { transportQuestions } from './questions-transport';
import { uploadQuestions } from './questions-uploads';

export const QUESTIONS: readonly Question[] = [...uploadQuestions, ...transportQuestions, ...peopleQuestions, ...lockQuestions, ...bucketQuestions];
