<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('IT IT', 'Italian', 'Italiano', array(
	'ItopTawk:Open' => 'Chatta con noi',
	'ItopTawk:Opening' => 'Apertura della chat…',
	'ItopTawk:Unreachable' => 'Al momento la chat non è raggiungibile.',
	'ItopTawk:Away' => 'Al momento non è presente nessuno.',
	'ItopTawk:Retry' => 'Riprova',
	'ItopTawk:Close' => 'Chiudi',
	'ItopTawk:Consent' => 'La chat è fornita da tawk.to. Quando la avvii, tawk.to riceve: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'La chat è fornita da tawk.to. Il tuo nome e il tuo indirizzo e-mail non vengono inviati.',
	'ItopTawk:ConsentRequestTitle' => 'il titolo della richiesta di cui parli',
	'ItopTawk:Start' => 'Avvia',
	'ItopTawk:Cancel' => 'Annulla',
	'ItopTawk:ChatAbout' => 'Chatta su questa richiesta',
	'ItopTawk:Panel:Title' => 'Aiuto',
	'ItopTawk:Panel:There' => 'Ora è presente qualcuno',
	'ItopTawk:Panel:Away' => 'Al momento non è presente nessuno',
	'ItopTawk:Panel:Yours' => 'Le tue richieste',
	'ItopTawk:Panel:About' => 'Chatta su %1$s',
	'ItopTawk:Panel:Open' => 'Apri %1$s',
	'ItopTawk:Panel:Fresh' => 'Nuova risposta',
	'ItopTawk:Panel:Changed' => 'Modificata: %1$s',
	'ItopTawk:Panel:Search' => 'Cerca nelle risposte',
	'ItopTawk:Panel:Nothing' => 'Nessuna risposta trovata',
	'Class:TawkChatTopic' => 'Argomento di una chat',
	'Class:TawkChatTopic+' => 'Di cosa parla un utente in chat e da quando; il bridge ne ricava il ticket di una chat',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Il ticket è arrivato via chat',
	'Class:UserRequest/Attribute:tawkto_ref' => 'Rif. tawk.to',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Numero del ticket in tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'ID tawk.to',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Identificativo del ticket o della chat in tawk.to; con esso il bridge ritrova il ticket',
));
