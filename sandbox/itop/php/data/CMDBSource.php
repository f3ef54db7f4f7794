<?php

class CMDBSource
{
	/**
	 * Knows the one query that the extension writes itself: the indexes of the public logs.
	 */
	public static function QueryToArray($sSql)
	{
		StandIn::Enter(__METHOD__, 1);
		if (strpos($sSql, 'SHOW SESSION VARIABLES') === 0) {
			return array(array('Variable_name' => 'max_statement_time', 'Value' => '0.000000'));
		}
		if (!preg_match('/^SELECT `id` AS id, `public_log_index` AS log_index FROM `ticket_request` WHERE `id` IN \(([\d,]+)\)$/D', $sSql, $aMatch)) {
			throw new Exception('No stand-in for this query');
		}
		$aRows = array();
		foreach (StandIn::$aRequest['objects']['UserRequest'] as $aValues) {
			if (in_array($aValues['id'], explode(',', $aMatch[1]), true)) {
				$aRows[] = array('id' => $aValues['id'], 'log_index' => serialize(array_map(array(self::class, 'IndexEntry'), isset($aValues['public_log']) ? $aValues['public_log'] : array())));
			}
		}

		return $aRows;
	}

	/**
	 * Takes nothing but a limit of time for the session.
	 */
	public static function Query($sSql)
	{
		StandIn::Enter(__METHOD__, 1);
		if (!preg_match('/^SET SESSION max_statement_time = [\d.]+$/D', $sSql)) {
			throw new Exception('No stand-in for this statement');
		}
	}

	/** As ormCaseLog keeps it beside the text. */
	private static function IndexEntry(array $aEntry): array
	{
		return array(
			'user_name' => $aEntry['user_login'],
			'user_id' => ($aEntry['user_id'] === '') ? null : (int)$aEntry['user_id'],
			'date' => strtotime($aEntry['date'].' UTC'),
			'text_length' => strlen($aEntry['message']),
			'separator_length' => 80,
			'format' => 'html',
		);
	}
}
