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
	'ItopTawk:ConsentRequestTitle' => 'tytuł zgłoszenia, którego dotyczy czat',
	'ItopTawk:Start' => 'Rozpocznij',
	'ItopTawk:Cancel' => 'Anuluj',
	'ItopTawk:ChatAbout' => 'Czat o tym zgłoszeniu',
	'ItopTawk:Panel:Title' => 'Pomoc',
	'ItopTawk:Panel:There' => 'Ktoś jest teraz dostępny',
	'ItopTawk:Panel:Away' => 'W tej chwili nikt nie jest dostępny',
	'ItopTawk:Panel:Yours' => 'Twoje zgłoszenia',
	'ItopTawk:Panel:About' => 'Czat o %1$s',
	'ItopTawk:Panel:Open' => 'Otwórz %1$s',
	'ItopTawk:Panel:Fresh' => 'Nowa odpowiedź',
	'ItopTawk:Panel:Changed' => 'Zmieniono: %1$s',
	'ItopTawk:Panel:Search' => 'Szukaj w odpowiedziach',
	'ItopTawk:Panel:Nothing' => 'Nie znaleziono odpowiedzi',
	'Class:TawkChatTopic' => 'Temat czatu',
	'Class:TawkChatTopic+' => 'O czym użytkownik rozmawia i od kiedy; na tej podstawie most znajduje zgłoszenie czatu',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Czat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Zgłoszenie nadeszło przez czat',
	'Class:UserRequest/Attribute:tawkto_ref' => 'Nr tawk.to',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Numer zgłoszenia w tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'ID tawk.to',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Identyfikator zgłoszenia lub czatu w tawk.to; po nim most odnajduje zgłoszenie',
));
