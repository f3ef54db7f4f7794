<?php
// What of the portal is there once it is started; run.php has none of it, as the page of a module in iTop has none.

require_once __DIR__.'/../src/Kernel.php';
require_once __DIR__.'/../src/Request.php';

$_SERVER['APP_ENV'] = 'prod';
$_SERVER['APP_DEBUG'] = (utils::ReadParam('debug', 'false') === 'true');
