<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('CS CZ', 'Czech', 'Čeština', array(
	'ItopTawk:Open' => 'Napište nám',
	'ItopTawk:Opening' => 'Chat se otevírá…',
	'ItopTawk:Unreachable' => 'Chat je nyní nedostupný.',
	'ItopTawk:Away' => 'Momentálně tu nikdo není.',
	'ItopTawk:Retry' => 'Zkusit znovu',
	'ItopTawk:Close' => 'Zavřít',
	'ItopTawk:Consent' => 'Chat poskytuje tawk.to. Po spuštění tawk.to obdrží: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'Chat poskytuje tawk.to. Vaše jméno a e-mailová adresa se neodesílají.',
	'ItopTawk:ConsentRequestTitle' => 'název požadavku, o kterém píšete',
	'ItopTawk:Start' => 'Spustit',
	'ItopTawk:Cancel' => 'Zrušit',
	'ItopTawk:ChatAbout' => 'Chatovat o tomto požadavku',
	'ItopTawk:Panel:Title' => 'Pomoc',
	'ItopTawk:Panel:There' => 'Nyní je někdo přítomen',
	'ItopTawk:Panel:Away' => 'Momentálně tu nikdo není',
	'ItopTawk:Panel:Yours' => 'Vaše požadavky',
	'ItopTawk:Panel:About' => 'Chatovat o %1$s',
	'ItopTawk:Panel:Open' => 'Otevřít %1$s',
	'ItopTawk:Panel:Fresh' => 'Nová odpověď',
	'ItopTawk:Panel:Changed' => 'Změněno %1$s',
	'ItopTawk:Panel:Search' => 'Hledat v odpovědích',
	'ItopTawk:Panel:Nothing' => 'Žádná odpověď nenalezena',
	'Class:TawkChatTopic' => 'Téma chatu',
	'Class:TawkChatTopic+' => 'O čem uživatel chatuje a odkdy; podle toho most najde tiket chatu',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Tiket vznikl z chatu',
	'Class:UserRequest/Attribute:tawkto_ref' => 'č. tawk.to',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Číslo tiketu v tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'ID tawk.to',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Identifikátor tiketu nebo chatu v tawk.to; podle něj most najde tiket znovu',
));
