<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('DA DA', 'Danish', 'Dansk', array(
	'ItopTawk:Open' => 'Chat med os',
	'ItopTawk:Opening' => 'Chatten åbnes…',
	'ItopTawk:Unreachable' => 'Chatten kan ikke nås lige nu.',
	'ItopTawk:Away' => 'Der er ingen til stede lige nu.',
	'ItopTawk:Retry' => 'Prøv igen',
	'ItopTawk:Close' => 'Luk',
	'ItopTawk:Consent' => 'Chatten leveres af tawk.to. Når du starter den, modtager tawk.to: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'Chatten leveres af tawk.to. Dit navn og din e-mailadresse sendes ikke.',
	'ItopTawk:ConsentRequestTitle' => 'titlen på den anmodning, du chatter om',
	'ItopTawk:Start' => 'Start',
	'ItopTawk:Cancel' => 'Annuller',
	'ItopTawk:ChatAbout' => 'Chat om denne anmodning',
	'ItopTawk:Panel:Title' => 'Hjælp',
	'ItopTawk:Panel:There' => 'Der er nogen til stede nu',
	'ItopTawk:Panel:Away' => 'Der er ingen til stede lige nu',
	'ItopTawk:Panel:Yours' => 'Dine anmodninger',
	'ItopTawk:Panel:About' => 'Chat om %1$s',
	'ItopTawk:Panel:Open' => 'Åbn %1$s',
	'ItopTawk:Panel:Fresh' => 'Nyt svar',
	'ItopTawk:Panel:Changed' => 'Ændret %1$s',
	'ItopTawk:Panel:Search' => 'Søg i svarene',
	'ItopTawk:Panel:Nothing' => 'Intet svar fundet',
	'Class:TawkChatTopic' => 'Emne for en chat',
	'Class:TawkChatTopic+' => 'Hvad en bruger chatter om, og siden hvornår; broen finder chattens sag ud fra det',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Sagen kom ind via chat',
	'Class:UserRequest/Attribute:tawkto_ref' => 'tawk.to-ref.',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Sagens nummer i tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'tawk.to-ID',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Identifikator for sagen eller chatten i tawk.to; broen genfinder sagen ved den',
));
