<?php

/**
 * One SQL query when the first object is fetched. As in iTop it holds only what the user's organisations let through.
 */
class DBObjectSet
{
	private $oSearch;
	private $aOrderBy;
	private $iLimit;
	private $aLoaded;
	private $aFound;

	public function __construct(DBSearch $oSearch, $aOrderBy = array(), $aArgs = array(), $aExtendedDataSpec = null, $iLimitCount = 0)
	{
		StandIn::Enter(__METHOD__);
		$this->oSearch = $oSearch;
		$this->aOrderBy = $aOrderBy;
		$this->iLimit = $iLimitCount;
	}

	public function OptimizeColumnLoad($aAttToLoad)
	{
		StandIn::Enter(__METHOD__);
		// 2.7 and 3.0 take what sorts for an attribute where not all is loaded.
		if (isset($this->aOrderBy['id'])) {
			throw new Exception('Unknown attribute id from class '.$this->oSearch->GetClass());
		}
		$this->aLoaded = $aAttToLoad[$this->oSearch->GetClassAlias()];
	}

	public function Count()
	{
		StandIn::Enter(__METHOD__, 1);

		return count($this->Find());
	}

	public function CountExceeds($iLimit)
	{
		StandIn::Enter(__METHOD__, 1);

		return count($this->Find()) > $iLimit;
	}

	public function Fetch()
	{
		StandIn::Enter(__METHOD__, ($this->aFound === null) ? 1 : 0);
		if ($this->aFound === null) {
			$this->aFound = $this->Find();
		}
		$aValues = array_shift($this->aFound);
		$sClass = $this->oSearch->GetClass();

		return ($aValues === null) ? null : new $sClass($aValues, $this->aLoaded);
	}

	private function Find(): array
	{
		$aObjects = isset(StandIn::$aRequest['objects'][$this->oSearch->GetClass()]) ? StandIn::$aRequest['objects'][$this->oSearch->GetClass()] : array();
		$aFound = array_values(array_filter($aObjects, function (array $aValues) {
			foreach ($this->oSearch->aConditions as $fFits) {
				if (!$fFits($aValues)) {
					return false;
				}
			}

			return $this->oSearch->IsAllDataAllowed() || !isset($aValues['org_id']) || UserRights::IsInSilo($aValues['org_id']);
		}));
		usort($aFound, function (array $aOne, array $aOther) {
			foreach ($this->aOrderBy as $sAttCode => $bAscending) {
				$iOrder = ($bAscending ? 1 : -1) * strnatcmp(isset($aOne[$sAttCode]) ? $aOne[$sAttCode] : '', isset($aOther[$sAttCode]) ? $aOther[$sAttCode] : '');
				if ($iOrder !== 0) {
					return $iOrder;
				}
			}

			return 0;
		});

		return ($this->iLimit > 0) ? array_slice($aFound, 0, $this->iLimit) : $aFound;
	}
}
