<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('PL PL', 'Polish', 'Polski', array(
	'ItopTawk:Open' => 'Porozmawiaj z nami',
	'ItopTawk:Opening' => 'Otwieranie czatu…',
	'ItopTawk:Unreachable' => 'Czat jest teraz nieosiągalny.',
	'ItopTawk:Away' => 'W tej chwili nikt nie jest dostępny.',
	'ItopTawk:Retry' => 'Spróbuj ponownie',
	'ItopTawk:Close' => 'Zamknij',
	'ItopTawk:Consent' => 'Czat udostępnia tawk.to. Po rozpoczęciu tawk.to otrzyma: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'Czat udostępnia tawk.to. Twoje imię i nazwisko oraz adres e-mail nie są wysyłane.',
	'ItopTawk:Start' => 'Rozpocznij',
	'ItopTawk:Cancel' => 'Anuluj',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Czat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Zgłoszenie nadeszło przez czat',
	'Class:UserRequest/Attribute:tawkto_ref' => 'Nr tawk.to',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Numer zgłoszenia w tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'ID tawk.to',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Identyfikator zgłoszenia lub czatu w tawk.to; po nim most odnajduje zgłoszenie',
));
