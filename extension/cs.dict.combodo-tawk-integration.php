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
	'ItopTawk:Start' => 'Spustit',
	'ItopTawk:Cancel' => 'Zrušit',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Tiket vznikl z chatu',
	'Class:UserRequest/Attribute:tawkto_ref' => 'č. tawk.to',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Číslo tiketu v tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'ID tawk.to',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Identifikátor tiketu nebo chatu v tawk.to; podle něj most najde tiket znovu',
));
