/** What a visitor is told, in one language. */
export interface Sentences {
  made: (ref: string) => string;
  /** The first line of an answer. */
  answered: (who: string, ref: string) => string;
  changed: (ref: string) => string;
  /** After an answer that was cut, or in place of one that no chat can show. */
  whole: string;
}

export const ENGLISH: Sentences = {
  made: (ref) => `Your request ${ref} was made.`,
  answered: (who, ref) => `${who} answered in your request ${ref}:`,
  changed: (ref) => `The state of your request ${ref} has changed.`,
  whole: 'The whole answer is in your request.',
};

/** The languages of the extension's dictionaries, by their first two letters. */
const LANGUAGES = new Map<string, Sentences>([
  ['en', ENGLISH],
  [
    'cs',
    {
      made: (ref) => `Váš požadavek ${ref} byl vytvořen.`,
      answered: (who, ref) => `${who} – odpověď k vašemu požadavku ${ref}:`,
      changed: (ref) => `Stav vašeho požadavku ${ref} se změnil.`,
      whole: 'Celá odpověď je ve vašem požadavku.',
    },
  ],
  [
    'da',
    {
      made: (ref) => `Din anmodning ${ref} er oprettet.`,
      answered: (who, ref) => `${who} har svaret i din anmodning ${ref}:`,
      changed: (ref) => `Status for din anmodning ${ref} er ændret.`,
      whole: 'Hele svaret står i din anmodning.',
    },
  ],
  [
    'de',
    {
      made: (ref) => `Ihre Anfrage ${ref} wurde angelegt.`,
      answered: (who, ref) => `${who} hat in Ihrer Anfrage ${ref} geantwortet:`,
      changed: (ref) => `Der Status Ihrer Anfrage ${ref} hat sich geändert.`,
      whole: 'Die ganze Antwort steht in Ihrer Anfrage.',
    },
  ],
  [
    'es',
    {
      made: (ref) => `Se ha creado su solicitud ${ref}.`,
      answered: (who, ref) => `${who} ha respondido en su solicitud ${ref}:`,
      changed: (ref) => `El estado de su solicitud ${ref} ha cambiado.`,
      whole: 'La respuesta completa está en su solicitud.',
    },
  ],
  [
    'fr',
    {
      made: (ref) => `Votre demande ${ref} a été créée.`,
      answered: (who, ref) => `${who} a répondu dans votre demande ${ref} :`,
      changed: (ref) => `L’état de votre demande ${ref} a changé.`,
      whole: 'La réponse complète se trouve dans votre demande.',
    },
  ],
  [
    'hu',
    {
      made: (ref) => `A(z) ${ref} számú kérése létrejött.`,
      answered: (who, ref) => `${who} válaszolt a(z) ${ref} számú kérésében:`,
      changed: (ref) => `A(z) ${ref} számú kérés állapota megváltozott.`,
      whole: 'A teljes válasz a kérésben olvasható.',
    },
  ],
  [
    'it',
    {
      made: (ref) => `La sua richiesta ${ref} è stata creata.`,
      answered: (who, ref) => `${who} ha risposto nella sua richiesta ${ref}:`,
      changed: (ref) => `Lo stato della sua richiesta ${ref} è cambiato.`,
      whole: 'La risposta completa si trova nella sua richiesta.',
    },
  ],
  [
    'ja',
    {
      made: (ref) => `リクエスト ${ref} が作成されました。`,
      answered: (who, ref) => `${who} さんがリクエスト ${ref} に回答しました:`,
      changed: (ref) => `リクエスト ${ref} の状態が変わりました。`,
      whole: '回答の全文はリクエストにあります。',
    },
  ],
  [
    'nl',
    {
      made: (ref) => `Uw aanvraag ${ref} is aangemaakt.`,
      answered: (who, ref) => `${who} heeft geantwoord in uw aanvraag ${ref}:`,
      changed: (ref) => `De status van uw aanvraag ${ref} is gewijzigd.`,
      whole: 'Het volledige antwoord staat in uw aanvraag.',
    },
  ],
  [
    'pl',
    {
      made: (ref) => `Twoje zgłoszenie ${ref} zostało utworzone.`,
      answered: (who, ref) => `${who} – odpowiedź w Twoim zgłoszeniu ${ref}:`,
      changed: (ref) => `Stan Twojego zgłoszenia ${ref} się zmienił.`,
      whole: 'Cała odpowiedź jest w Twoim zgłoszeniu.',
    },
  ],
  [
    'pt',
    {
      made: (ref) => `Sua solicitação ${ref} foi criada.`,
      answered: (who, ref) => `${who} respondeu em sua solicitação ${ref}:`,
      changed: (ref) => `O estado da sua solicitação ${ref} mudou.`,
      whole: 'A resposta completa está em sua solicitação.',
    },
  ],
  [
    'ru',
    {
      made: (ref) => `Ваш запрос ${ref} создан.`,
      answered: (who, ref) => `${who} – ответ в вашем запросе ${ref}:`,
      changed: (ref) => `Состояние вашего запроса ${ref} изменилось.`,
      whole: 'Полный ответ находится в вашем запросе.',
    },
  ],
  [
    'sk',
    {
      made: (ref) => `Vaša požiadavka ${ref} bola vytvorená.`,
      answered: (who, ref) => `${who} – odpoveď k vašej požiadavke ${ref}:`,
      changed: (ref) => `Stav vašej požiadavky ${ref} sa zmenil.`,
      whole: 'Celá odpoveď je vo vašej požiadavke.',
    },
  ],
  [
    'tr',
    {
      made: (ref) => `${ref} numaralı talebiniz oluşturuldu.`,
      answered: (who, ref) => `${who}, ${ref} numaralı talebinizi yanıtladı:`,
      changed: (ref) => `${ref} numaralı talebinizin durumu değişti.`,
      whole: 'Yanıtın tamamı talebinizde.',
    },
  ],
  [
    'zh',
    {
      made: (ref) => `您的请求 ${ref} 已创建。`,
      answered: (who, ref) => `${who} 在您的请求 ${ref} 中回复：`,
      changed: (ref) => `您的请求 ${ref} 的状态已更改。`,
      whole: '完整的回复在您的请求中。',
    },
  ],
]);

/** @param locale a language of iTop, such as `FR-FR`; English if it is missing or unknown */
export function sentencesIn(locale: string | undefined): Sentences {
  return LANGUAGES.get(String(locale).slice(0, 2).toLowerCase()) ?? ENGLISH;
}
