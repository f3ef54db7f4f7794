<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

Dict::Add('FR FR', 'French', 'Français', array(
	'ItopTawk:Open' => 'Discuter avec nous',
	'ItopTawk:Opening' => 'Ouverture de la discussion…',
	'ItopTawk:Unreachable' => 'La discussion est injoignable pour le moment.',
	'ItopTawk:Away' => 'Personne n’est disponible pour le moment.',
	'ItopTawk:Retry' => 'Réessayer',
	'ItopTawk:Close' => 'Fermer',
	'ItopTawk:Consent' => 'La discussion est fournie par tawk.to. Si vous la démarrez, tawk.to reçoit : %1$s.',
	'ItopTawk:ConsentAnonymous' => 'La discussion est fournie par tawk.to. Votre nom et votre adresse e-mail ne sont pas transmis.',
	'ItopTawk:Start' => 'Démarrer',
	'ItopTawk:Cancel' => 'Annuler',
	'Class:UserRequest/Attribute:origin/Value:chat' => 'Chat',
	'Class:UserRequest/Attribute:origin/Value:chat+' => 'Le ticket est arrivé par chat',
	'Class:UserRequest/Attribute:tawkto_ref' => 'Réf. tawk.to',
	'Class:UserRequest/Attribute:tawkto_ref+' => 'Numéro du ticket dans tawk.to',
	'Class:UserRequest/Attribute:tawkto_id' => 'ID tawk.to',
	'Class:UserRequest/Attribute:tawkto_id+' => 'Identifiant du ticket ou de la discussion dans tawk.to ; la passerelle retrouve le ticket grâce à lui',
));
