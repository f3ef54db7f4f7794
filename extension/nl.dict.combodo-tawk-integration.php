<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('NL NL', 'Dutch', 'Nederlands', array(
	'ItopTawk:Open' => 'Chat met ons',
	'ItopTawk:Opening' => 'De chat wordt geopend…',
	'ItopTawk:Unreachable' => 'De chat is op dit moment niet bereikbaar.',
	'ItopTawk:Away' => 'Er is op dit moment niemand aanwezig.',
	'ItopTawk:Retry' => 'Opnieuw proberen',
	'ItopTawk:Close' => 'Sluiten',
	'ItopTawk:Consent' => 'De chat wordt verzorgd door tawk.to. Als u de chat start, ontvangt tawk.to: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'De chat wordt verzorgd door tawk.to. Uw naam en e-mailadres worden niet verstuurd.',
	'ItopTawk:ConsentRequestTitle' => 'de titel van de aanvraag waarover u chat',
	'ItopTawk:Start' => 'Starten',
	'ItopTawk:Cancel' => 'Annuleren',
	'ItopTawk:ChatAbout' => 'Chatten over deze aanvraag',
	'ItopTawk:Panel:Title' => 'Hulp',
	'ItopTawk:Panel:There' => 'Er is nu iemand aanwezig',
	'ItopTawk:Panel:Away' => 'Er is op dit moment niemand aanwezig',
	'ItopTawk:Panel:Yours' => 'Uw aanvragen',
	'ItopTawk:Panel:About' => 'Chatten over %1$s',
	'ItopTawk:Panel:Open' => '%1$s openen',
	'ItopTawk:Panel:Fresh' => 'Nieuw antwoord',
	'ItopTawk:Panel:Changed' => 'Gewijzigd %1$s',
	'ItopTawk:Panel:Search' => 'Zoeken in de antwoorden',
	'ItopTawk:Panel:Nothing' => 'Geen antwoord gevonden',
	'Class:TawkChatTopic' => 'Onderwerp van een chat',
	'Class:TawkChatTopic+' => 'Waarover een gebruiker chat, en sinds wanneer; de bridge vindt hiermee het ticket van een chat',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Het ticket kwam binnen via chat',
	'Class:UserRequest/Attribute:tawkto_ref' => 'tawk.to-ref.',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Nummer van het ticket in tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'tawk.to-ID',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Kenmerk van het ticket of de chat in tawk.to; hiermee vindt de bridge het ticket terug',
));
