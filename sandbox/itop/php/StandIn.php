<?php

/**
 * What the sandbox asked for in this request, and what it is told afterwards. Not a class of iTop.
 */
class StandIn
{
	/** @var array the request: see PageRequest in sandbox/itop/itop.ts */
	public static $aRequest;
	/** @var array[] level, message, channel of each line for log/error.log */
	public static $aLog = array();
	/** @var string[] what PHP itself complained about */
	public static $aNotices = array();
	/** @var array[] objects that were inserted, updated or deleted: see Itop.#keep in sandbox/itop/itop.ts */
	public static $aChanges = array();
	/** @var string[] ids of portals that were started */
	public static $aBootedPortals = array();
	/** @var array what the session holds after the page: raw writes, or with 3.0's helper those of the helper */
	public static $aSession = array();
	/** @var string[] ids of forms that the user may send */
	public static $aTransactions = array();
	/** @var int SQL queries that iTop would have made since the user was logged in */
	public static $iQueries = 0;

	/**
	 * Each imitated function begins with this.
	 *
	 * @param int $iQueries what the call costs (facts/itop.md §5)
	 */
	public static function Enter(string $sFunction, int $iQueries = 0): void
	{
		if (in_array($sFunction, self::$aRequest['failing'], true)) {
			throw new Exception("$sFunction fails, as the test asked, with PUT-NO-MESSAGE-IN-THE-LOG");
		}
		self::$iQueries += $iQueries;
	}

	/** What the sandbox is told beside the page itself. */
	public static function Report(): array
	{
		return array(
			'log' => self::$aLog,
			'notices' => self::$aNotices,
			'queries' => self::$iQueries,
			'changes' => self::$aChanges,
			'session' => (object)array_diff_key(self::$aRequest['sessionHelper'] ? self::$aSession : $_SESSION, array('auth_user' => 0)),
			'transactions' => self::$aTransactions,
			'bootedPortals' => self::$aBootedPortals,
		);
	}
}
