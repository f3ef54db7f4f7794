<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('CS CZ', 'Czech', 'Čeština', array(
	'ItopTawk:Open' => 'Napište nám',
	'ItopTawk:Opening' => 'Chat se otevírá…',
	'ItopTawk:Unreachable' => 'Chat je nyní nedostupný.',
	'ItopTawk:Retry' => 'Zkusit znovu',
	'ItopTawk:Close' => 'Zavřít',
	'ItopTawk:Consent' => 'Chat poskytuje tawk.to. Po spuštění tawk.to obdrží: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'Chat poskytuje tawk.to. Vaše jméno a e-mailová adresa se neodesílají.',
	'ItopTawk:Start' => 'Spustit',
	'ItopTawk:Cancel' => 'Zrušit',
));
