<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('ES CR', 'Spanish', 'Español, Castellano', array(
	'ItopTawk:Open' => 'Chatee con nosotros',
	'ItopTawk:Opening' => 'Abriendo el chat…',
	'ItopTawk:Unreachable' => 'No es posible acceder al chat en este momento.',
	'ItopTawk:Retry' => 'Intentar de nuevo',
	'ItopTawk:Close' => 'Cerrar',
	'ItopTawk:Consent' => 'El chat es un servicio de tawk.to. Al iniciarlo, tawk.to recibe: %1$s.',
	'ItopTawk:ConsentAnonymous' => 'El chat es un servicio de tawk.to. Su nombre y su correo electrónico no se envían.',
	'ItopTawk:Start' => 'Iniciar',
	'ItopTawk:Cancel' => 'Cancelar',
));
