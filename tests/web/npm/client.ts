// A program of somebody else's: holds a consultation through the client that is generated from the
// interface's description, against a server that runs. node client.js http://127.0.0.1:8080
import createClient from 'openapi-fetch';
import type { components, paths } from './interface.js';

type Question = components['schemas']['OutcomeQuestion'];
type Reply = components['schemas']['Reply'];

declare const process: { argv: string[] };

const address = process.argv[2] ?? '';
const peyer = createClient<paths>({ baseUrl: address });

function check(holds: unknown, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

function same(a: unknown, b: unknown) {
  return JSON.stringify(a) === JSON.stringify(b);
}

// The answer that raises least concern, so that the interview goes on.
function answerTo(question: Question): Reply {
  switch (question.kind) {
    case 'yes-no':
      return false;
    case 'number':
      return Math.round(((question.min ?? 0) + (question.max ?? 0)) / 2);
    case 'one':
      return question.options[0]?.id ?? 'not-sure';
    case 'many':
      return [];
  }
}

async function consult(answers: Record<string, Reply>) {
  const { data, error } = await peyer.POST('/v1/consult', { body: { answers } });
  check(data, JSON.stringify(error));
  return data;
}

// ---- An interview, from the first question to the last
const answers: Record<string, Reply> = {};
let reply = await consult(answers);
let steps = 0;
while (reply.outcome.next) {
  check(++steps < 200, 'the interview does not end');
  for (const question of reply.outcome.next.questions) {
    check(!(question.id in answers), `${question.id} is asked twice`);
    check(
      reply.why_next.some((why) => why.question === question.id),
      `${question.id} is asked without a reason`,
    );
    answers[question.id] = answerTo(question);
  }
  reply = await consult(answers);
}
check(steps > 3, 'the interview ends at once');
check(reply.outcome.notice.length > 0, 'no notice');
check(reply.outcome.triage.proof.kind === 'triage', 'no proof of the level');

// ---- Why, and what would change it
for (const conclusion of reply.outcome.conclusions.slice(0, 3)) {
  const { data } = await peyer.POST('/v1/explain', {
    body: { ask: 'how', answers, finding: conclusion.finding },
  });
  check(data?.ask === 'how', 'another explanation than was asked for');
  check(same(data.answer.proof, conclusion.proof), 'another proof than in the outcome');
}
const first = Object.keys(answers)[0] ?? '';
const whatIf = await peyer.POST('/v1/explain', {
  body: { ask: 'what-if', answers, changes: { [first]: null } },
});
check(whatIf.data?.ask === 'what-if', 'another explanation than was asked for');
check(whatIf.data.answer.level_before === reply.outcome.triage.level, 'another level');

// ---- A question of one's own
const { data: answer } = await peyer.POST('/v1/ask', {
  body: { question: 'can ibuprofen damage the gut lining?' },
});
check(answer && answer.chain.length > 0 && answer.citations.length > 0, 'no chain');

// ---- What the pack knows
const { data: rules } = await peyer.GET('/v1/rules');
check(
  rules?.rules.some((rule) => rule.sort === 'red-flag'),
  'no red flags',
);
const { data: card } = await peyer.GET('/v1/concepts/{id}', {
  params: { path: { id: answer.concepts[0] ?? '' } },
});
check(card && card.affects.length > 0, 'an empty card');
const list = await peyer.GET('/v1/sources');
const again = await peyer.GET('/v1/sources', {
  params: { header: { 'If-None-Match': list.response.headers.get('etag') ?? '' } },
});
check(again.response.status === 304, 'sent again');

// ---- A mistake
const wrong = await peyer.POST('/v1/consult', { body: { answers: { 'no-such-question': true } } });
check(wrong.error?.errors?.[0]?.pointer === '/answers/no-such-question', 'no pointer');
check(wrong.response.headers.get('content-type') === 'application/problem+json', 'no problem');

console.log(`interview of ${steps} steps, ${Object.keys(answers).length} answers`);
