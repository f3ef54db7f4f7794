<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('SK SK', 'Slovak', 'Slovenčina', array(
	'ItopTawk:Open' => 'Napíšte nám',
	'ItopTawk:Opening' => 'Čet sa otvára…',
	'ItopTawk:Unreachable' => 'Čet je momentálne nedostupný.',
	'ItopTawk:Away' => 'Momentálne tu nikto nie je.',
	'ItopTawk:Retry' => 'Skúsiť znova',
	'ItopTawk:Close' => 'Zavrieť',
	'ItopTawk:Consent' => 'Čet poskytuje tawk.to. Po spustení tawk.to dostane: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'Čet poskytuje tawk.to. Vaše meno a e-mailová adresa sa neodosielajú.',
	'ItopTawk:ConsentRequestTitle' => 'názov požiadavky, o ktorej píšete',
	'ItopTawk:Start' => 'Spustiť',
	'ItopTawk:Cancel' => 'Zrušiť',
	'ItopTawk:ChatAbout' => 'Četovať o tejto požiadavke',
	'ItopTawk:Panel:Title' => 'Pomoc',
	'ItopTawk:Panel:There' => 'Teraz tu niekto je',
	'ItopTawk:Panel:Away' => 'Momentálne tu nikto nie je',
	'ItopTawk:Panel:Yours' => 'Vaše požiadavky',
	'ItopTawk:Panel:About' => 'Četovať o %1$s',
	'ItopTawk:Panel:Open' => 'Otvoriť %1$s',
	'ItopTawk:Panel:Fresh' => 'Nová odpoveď',
	'ItopTawk:Panel:Changed' => 'Zmenené: %1$s',
	'ItopTawk:Panel:Search' => 'Hľadať v odpovediach',
	'ItopTawk:Panel:Nothing' => 'Žiadna odpoveď sa nenašla',
	'Class:TawkChatTopic' => 'Téma četu',
	'Class:TawkChatTopic+' => 'O čom používateľ četuje a odkedy; podľa toho most nájde tiket četu',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Tiket vznikol z chatu',
	'Class:UserRequest/Attribute:tawkto_ref' => 'č. tawk.to',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Číslo tiketu v tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'ID tawk.to',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Identifikátor tiketu alebo chatu v tawk.to; podľa neho most tiket znova nájde',
));
