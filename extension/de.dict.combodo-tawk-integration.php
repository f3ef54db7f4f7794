<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('DE DE', 'German', 'Deutsch', array(
	'ItopTawk:Open' => 'Mit uns chatten',
	'ItopTawk:Opening' => 'Der Chat wird geöffnet…',
	'ItopTawk:Unreachable' => 'Der Chat ist gerade nicht erreichbar.',
	'ItopTawk:Away' => 'Im Moment ist niemand da.',
	'ItopTawk:Retry' => 'Erneut versuchen',
	'ItopTawk:Close' => 'Schließen',
	'ItopTawk:Consent' => 'Der Chat wird von tawk.to bereitgestellt. Wenn Sie ihn starten, erhält tawk.to: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'Der Chat wird von tawk.to bereitgestellt. Ihr Name und Ihre E-Mail-Adresse werden nicht übermittelt.',
	'ItopTawk:ConsentRequestTitle' => 'den Titel der Anfrage, um die es geht',
	'ItopTawk:Start' => 'Starten',
	'ItopTawk:Cancel' => 'Abbrechen',
	'ItopTawk:ChatAbout' => 'Über diese Anfrage chatten',
	'ItopTawk:Panel:Title' => 'Hilfe',
	'ItopTawk:Panel:There' => 'Gerade ist jemand da',
	'ItopTawk:Panel:Away' => 'Im Moment ist niemand da',
	'ItopTawk:Panel:Yours' => 'Ihre Anfragen',
	'ItopTawk:Panel:About' => 'Über %1$s chatten',
	'ItopTawk:Panel:Open' => '%1$s öffnen',
	'ItopTawk:Panel:Fresh' => 'Neue Antwort',
	'ItopTawk:Panel:Changed' => 'Geändert %1$s',
	'ItopTawk:Panel:Search' => 'In den Antworten suchen',
	'ItopTawk:Panel:Nothing' => 'Keine Antwort gefunden',
	'Class:TawkChatTopic' => 'Thema eines Chats',
	'Class:TawkChatTopic+' => 'Worüber ein Benutzer chattet und seit wann; die Bridge findet daran das Ticket eines Chats',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Das Ticket entstand aus einem Chat',
	'Class:UserRequest/Attribute:tawkto_ref' => 'tawk.to-Ref.',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Nummer des Tickets in tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'tawk.to-ID',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Kennung des Tickets oder Chats in tawk.to; daran findet die Bridge das Ticket wieder',
));
