<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('PL PL', 'Polish', 'Polski', array(
	'ItopTawk:Open' => 'Porozmawiaj z nami',
	'ItopTawk:Opening' => 'Otwieranie czatu…',
	'ItopTawk:Unreachable' => 'Czat jest teraz nieosiągalny.',
	'ItopTawk:Retry' => 'Spróbuj ponownie',
	'ItopTawk:Close' => 'Zamknij',
	'ItopTawk:Consent' => 'Czat udostępnia tawk.to. Po rozpoczęciu tawk.to otrzyma: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'Czat udostępnia tawk.to. Twoje imię i nazwisko oraz adres e-mail nie są wysyłane.',
	'ItopTawk:Start' => 'Rozpocznij',
	'ItopTawk:Cancel' => 'Anuluj',
));
