/*
 * How people end a chat, in the languages of the extension. If a word is missing here, an answered chat counts as
 * missed; if a wrong word is here, agents do not see a chat that waits. So the list has only words that cannot be a
 * question by themselves.
 */

const words = (...texts: string[]) => new Set(texts.flatMap((text) => text.normalize('NFC').split(' ')));

/** Thanks, goodbyes, and words for _all right_. */
export const CLOSING_WORDS: ReadonlySet<string> = words(
  'thank thanks thx ty thankyou cheers ok okay perfect great super bye goodbye',
  'danke dankeschön dankeschoen dank tschüss tschüß prima',
  'merci parfait revoir',
  'gracias perfecto adiós adios vale',
  'obrigado obrigada perfeito tchau',
  'grazie perfetto ciao',
  'bedankt dankjewel dankuwel',
  'tak',
  'děkuji dekuji děkuju dekuju díky diky nashledanou',
  'ďakujem dakujem vďaka vdaka dovidenia',
  'dziękuję dziekuje dzięki dzieki',
  'köszönöm koszonom köszi koszi viszlát',
  'спасибо благодарю',
  'teşekkürler teşekkür tesekkurler tesekkur sağol sağolun',
  'ありがとう ありがとうございます ありがとうございました',
  '谢谢 谢谢你 谢谢您 感谢 多谢 好的 再见',
);

/** Words that may stand next to such a word. */
export const WORDS_BESIDE: ReadonlySet<string> = words(
  'you u so very much many a lot for your the quick kind help support good nice day evening have too and no that s is all',
  'vielen schön schoen sehr herzlichen besten für fuer die ihre schnelle hilfe auf wiedersehen',
  'beaucoup bien très pour votre aide au et',
  'muchas muchísimas mil por su la ayuda',
  'muito pela ajuda',
  'mille tante molto per il aiuto',
  'je u wel hartelijk voor de hulp',
  'mange for hjælpen',
  'moc mockrát za pomoc',
  'veľmi pekne',
  'bardzo za pomoc',
  'szépen a segítséget',
  'большое огромное за помощь',
  'ederim çok yardımınız için',
);
