<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

// iTop 3.3 no longer runs this file but parses it: the call takes literals only.
SetupWebPage::AddModule(
	__FILE__,
	'itop-tawk-chats/2.1.0',
	array(
		'label' => 'tawk.to chats as objects of iTop',
		'category' => 'business',

		// The first module is required. The others are optional, but must be loaded before this module, which adds to them.
		'dependencies' => array(
			'itop-tickets/2.7.0',
			'itop-tickets/2.7.0||itop-portal/2.7.0||combodo-tawk-integration/2.0.0',
		),
		'mandatory' => false,
		'visible' => true,
		// iTop 3.3: its setup may remove the module, after a warning about what is lost. Older versions do not read this.
		'uninstallable' => 'yes',

		// iTop finds hooks among the declared classes, hence these files are loaded on each request.
		'datamodel' => array(
			'src/autoload.php',
			'model.itop-tawk-chats.php',
			'src/Hook/ChatsTab.php',
			'src/Hook/ChatActions.php',
			'src/Hook/ChatStyle.php',
			'src/Hook/PersonChanges.php',
		),
		'webservice' => array(),
		'data.struct' => array(),
		'data.sample' => array(),

		'doc.manual_setup' => '',
		'doc.more_information' => '',

		// Defaults are in the XML: values here would be written to the configuration file and hide any XML delta.
		'settings' => array(),
	)
);
