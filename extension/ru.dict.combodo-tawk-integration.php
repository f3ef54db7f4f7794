<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('RU RU', 'Russian', 'Русский', array(
	'ItopTawk:Open' => 'Написать в чат',
	'ItopTawk:Opening' => 'Чат открывается…',
	'ItopTawk:Unreachable' => 'Чат сейчас недоступен.',
	'ItopTawk:Away' => 'Сейчас никого нет на месте.',
	'ItopTawk:Retry' => 'Повторить попытку',
	'ItopTawk:Close' => 'Закрыть',
	'ItopTawk:Consent' => 'Чат предоставляет tawk.to. После запуска tawk.to получит: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'Чат предоставляет tawk.to. Ваше имя и адрес электронной почты не передаются.',
	'ItopTawk:ConsentRequestTitle' => 'тему запроса, который вы обсуждаете',
	'ItopTawk:Start' => 'Начать',
	'ItopTawk:Cancel' => 'Отмена',
	'ItopTawk:ChatAbout' => 'Обсудить этот запрос в чате',
	'ItopTawk:Panel:Title' => 'Помощь',
	'ItopTawk:Panel:There' => 'Сейчас кто-то на месте',
	'ItopTawk:Panel:Away' => 'Сейчас никого нет на месте',
	'ItopTawk:Panel:Yours' => 'Ваши запросы',
	'ItopTawk:Panel:About' => 'Обсудить %1$s в чате',
	'ItopTawk:Panel:Open' => 'Открыть %1$s',
	'ItopTawk:Panel:Fresh' => 'Новый ответ',
	'ItopTawk:Panel:Changed' => 'Изменено: %1$s',
	'ItopTawk:Panel:Search' => 'Поиск по ответам',
	'ItopTawk:Panel:Nothing' => 'Ответ не найден',
	'Class:TawkChatTopic' => 'Тема чата',
	'Class:TawkChatTopic+' => 'О чём и с какого времени пользователь пишет в чат; по этому мост находит тикет чата',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Чат',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Тикет поступил из чата',
	'Class:UserRequest/Attribute:tawkto_ref' => '№ tawk.to',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Номер тикета в tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'ID tawk.to',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Идентификатор тикета или чата в tawk.to; по нему мост находит тикет снова',
));
