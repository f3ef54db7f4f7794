<?php
/**
 * @copyright   2026 the itop-tawk authors
 * @license     https://www.gnu.org/licenses/agpl-3.0.html AGPL-3.0-or-later
 */

// iTop 3.3 no longer runs this file but parses it: the call takes literals only.
SetupWebPage::AddModule(
	__FILE__,
	'combodo-tawk-integration/2.1.0',
	array(
		'label' => 'tawk.to live chat',
		'category' => 'business',

		// Optional modules, which must be loaded before this one.
		'dependencies' => array(
			'itop-config-mgmt/2.7.0||itop-structure/3.0.0||itop-request-mgmt/2.7.0||itop-request-mgmt-itil/2.7.0||itop-incident-mgmt-itil/2.7.0',
		),
		'mandatory' => false,
		'visible' => true,
		// iTop 3.3: its setup may remove the module, after a warning about what is lost. Older versions do not read this.
		'uninstallable' => 'yes',

		// iTop's setup creates the second file from the XML. iTop finds hooks among the declared classes, hence the others
		// are loaded on each request.
		'datamodel' => array(
			'src/autoload.php',
			'model.combodo-tawk-integration.php',
			'src/Hook/PortalUIExtension.php',
			'src/Hook/Console.php',
			'src/Hook/PopupMenuExtension.php',
			'src/Hook/PersonChanges.php',
			'src/Hook/OldTopics.php',
			'src/Hook/DashboardMenu.php',
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
