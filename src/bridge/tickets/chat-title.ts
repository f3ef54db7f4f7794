import { plainWords } from '../markup/plain-words';
import { clean } from '../markup/text';
import { titleOf } from '../markup/title';
import type { Transcript } from '../payload/payload';
import { localTimes } from './local-time';

/**
 * Words that greet, thank, agree or call somebody, in iTop's languages, without accents. A message of only such words
 * does not say what a chat is about.
 */
const SAY_NOTHING = new Set(
  `hi hello hey hallo helo hullo yo greetings welcome dear sir madam good morning afternoon evening day night there all
  everyone everybody team guys anybody anyone somebody someone is are am i we me my you your the a an to with for this it
  here please pls help support assist assistance need can could would may have question problem issue quick yes yeah yep no
  nope ok okay k thanks thank thx ty much very so well sure fine test testing ping question questions how do
  bonjour bonsoir salut coucou allo monsieur madame merci oui non svp stp s il vous te plait aide aidez moi quelqu un y t
  besoin d de l une j ai probleme bien d accord
  guten tag morgen abend moin moinsen servus gruss grüß gott grüezi hilfe bitte danke ja nein jemand da ist ich brauche habe eine
  frage ein konnen sie mir helfen liebes zusammen
  hola buenos buenas dias tardes noches que tal ayuda por favor gracias si alguien ahi hay tengo un una pregunta necesito
  ciao salve buongiorno buonasera aiuto per favore grazie c e qualcuno ho domanda
  ola oi bom boa dia tarde noite ajuda obrigado obrigada sim nao alguem ai uma pergunta preciso
  hoi goedemorgen goedemiddag goedenavond goedendag dag help alstublieft aub dank je u bedankt nee iemand daar
  czesc witam dzien dobry wieczor prosze pomoc dziekuje tak nie jest ktos
  ahoj dobry den rano vecer dobre prosim pomoc dekuji dakujem ano ne je tu nekdo niekto
  szia sziasztok jo napot reggelt estet kerem segitseg koszonom igen nem van itt valaki
  hej hejsa goddag godmorgen godaften hjælp tak nej er der nogen
  привет здравствуйте здравствуи добрыи доброе вечер день утро пожалуиста помогите помощь спасибо да нет есть кто нибудь тут
  merhaba selam gunaydin iyi gunler aksamlar lutfen yardim tesekkurler tesekkur ederim evet hayir kimse var mi
  こんにちは こんばんは おはよう おはようございます もしもし すみません お願いします ありがとう はい いいえ
  你好 您好 早上好 下午好 晚上好 请问 在吗 有人吗 谢谢 是 好的 帮助`
    .split(/\s+/)
    .map(withoutAccents),
);

/** How many characters of a message are checked: a message that says nothing for so long is not a greeting. */
const MAX_LOOKED_AT_CHARS = 500;

/**
 * The title of the ticket that is created from a chat: the visitor's first message that says something; otherwise who
 * wrote, and when.
 */
export function chatTitle({ chat, time }: Transcript, timeZone: string): string {
  const names = [chat.visitor.name, ...chat.messages.map(({ sender }) => sender.n)];
  const isName = new Set(names.flatMap((name) => wordsOf(name ?? '')));
  const said = chat.messages.find(
    ({ sender, msg = '' }) =>
      sender.t === 'v' && wordsOf(msg).some((word) => !SAY_NOTHING.has(word) && !isName.has(word)),
  );
  if (said?.msg !== undefined) {
    return titleOf(`Chat: ${said.msg}`).title;
  }
  const local = localTimes(timeZone);
  const at = [...chat.messages.map((message) => message.time), time].map(local).find((each) => each !== undefined);
  const who = titleOf(chat.visitor.name ?? '').title || 'a visitor';
  return titleOf(`Chat with ${who}${at === undefined ? '' : `, ${at.day} ${at.minute}`}`).title;
}

function wordsOf(text: string): string[] {
  const words = plainWords(clean(text.slice(0, MAX_LOOKED_AT_CHARS)));
  return withoutAccents(words).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ı', 'i');
}
