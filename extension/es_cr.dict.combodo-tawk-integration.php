<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('ES CR', 'Spanish', 'Español, Castellano', array(
	'ItopTawk:Open' => 'Chatee con nosotros',
	'ItopTawk:Opening' => 'Abriendo el chat…',
	'ItopTawk:Unreachable' => 'No es posible acceder al chat en este momento.',
	'ItopTawk:Away' => 'En este momento no hay nadie disponible.',
	'ItopTawk:Retry' => 'Intentar de nuevo',
	'ItopTawk:Close' => 'Cerrar',
	'ItopTawk:Consent' => 'El chat es un servicio de tawk.to. Al iniciarlo, tawk.to recibe: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'El chat es un servicio de tawk.to. Su nombre y su correo electrónico no se envían.',
	'ItopTawk:ConsentRequestTitle' => 'el título de la solicitud sobre la que chatea',
	'ItopTawk:Start' => 'Iniciar',
	'ItopTawk:Cancel' => 'Cancelar',
	'ItopTawk:ChatAbout' => 'Chatear sobre esta solicitud',
	'ItopTawk:Panel:Title' => 'Ayuda',
	'ItopTawk:Panel:There' => 'Ahora hay alguien disponible',
	'ItopTawk:Panel:Away' => 'En este momento no hay nadie disponible',
	'ItopTawk:Panel:Yours' => 'Sus solicitudes',
	'ItopTawk:Panel:About' => 'Chatear sobre %1$s',
	'ItopTawk:Panel:Open' => 'Abrir %1$s',
	'ItopTawk:Panel:Fresh' => 'Nueva respuesta',
	'ItopTawk:Panel:Changed' => 'Modificado: %1$s',
	'ItopTawk:Panel:Search' => 'Buscar en las respuestas',
	'ItopTawk:Panel:Nothing' => 'No se encontró ninguna respuesta',
	'Class:TawkChatTopic' => 'Tema de un chat',
	'Class:TawkChatTopic+' => 'Sobre qué chatea un usuario y desde cuándo; el puente encuentra así el ticket de un chat',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'El ticket llegó por chat',
	'Class:UserRequest/Attribute:tawkto_ref' => 'Ref. tawk.to',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Número del ticket en tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'ID de tawk.to',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Identificador del ticket o del chat en tawk.to; con él el puente vuelve a encontrar el ticket',
));
