<?php
/**
 * iTop's stopwatch: of an object without a life cycle no state starts or stops it.
 */

interface iMetricComputer
{
}

class AttributeStopWatch
{
	const THRESHOLDS = array(50, 100, 200);
}

class ormStopWatch implements JsonSerializable
{
	private $aStored;

	public function __construct(array $aStored = array())
	{
		$this->aStored = $aStored + array('spent' => 0, 'laststart' => null, 'deadlines' => array());
	}

	public function GetLastStartDate()
	{
		return $this->aStored['laststart'];
	}

	public function Start($oObject, $oAttDef, $iNow = null)
	{
		if ($this->aStored['laststart'] !== null) {
			return false;
		}
		$this->aStored['laststart'] = $iNow ?? time();
		return true;
	}

	public function ComputeDeadlines($oObject, $oAttDef)
	{
		$iGoal = (new TawkChatAnswerGoal())->ComputeMetric($oObject);
		if ($this->aStored['laststart'] === null) {
			return;
		}
		foreach (AttributeStopWatch::THRESHOLDS as $iPercent) {
			$this->aStored['deadlines'][$iPercent] = $iGoal === null ? null : $this->aStored['laststart'] + round($iPercent * $iGoal / 100);
		}
	}

	public function Stop($oObject, $oAttDef, $iNow = null)
	{
		if ($this->aStored['laststart'] === null) {
			return false;
		}
		$this->aStored['spent'] += abs(($iNow ?? time()) - $this->aStored['laststart']);
		$this->aStored['laststart'] = null;
		return true;
	}

	#[ReturnTypeWillChange]
	public function jsonSerialize()
	{
		return $this->aStored;
	}
}
