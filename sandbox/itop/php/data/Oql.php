<?php

/**
 * A condition of iTop's query language, as far as the extension writes any: = != < LIKE, AND, OR, brackets. Not a class of iTop.
 */
class Oql
{
	private $sClass;
	private $aTokens;
	private $aParameters;

	/**
	 * @throws Exception where it is none, or a parameter is missing
	 */
	public function __construct(string $sClass, string $sCondition, array $aParameters)
	{
		$this->sClass = $sClass;
		preg_match_all('/\(|\)|!=|[<>]=|=|:?\w+(?:->\w+)?|\'[^\']*\'|\S/', $sCondition, $aMatches);
		$this->aTokens = $aMatches[0];
		$this->aParameters = $aParameters;
	}

	/**
	 * @return callable takes the values of an object, tells whether it fits
	 */
	public function Compile(): callable
	{
		$fFits = $this->Alternatives();
		if ($this->aTokens !== array()) {
			throw new Exception('Unexpected token in OQL: '.$this->aTokens[0]);
		}

		return $fFits;
	}

	private function Alternatives(): callable
	{
		return $this->Joined('OR', function () {
			return $this->Joined('AND', function () {
				return $this->Term();
			});
		});
	}

	private function Joined(string $sWord, callable $fPart): callable
	{
		$aParts = array($fPart());
		while ($this->aTokens !== array() && $this->aTokens[0] === $sWord) {
			array_shift($this->aTokens);
			$aParts[] = $fPart();
		}

		return function (array $aValues) use ($aParts, $sWord) {
			foreach ($aParts as $fFits) {
				if ($fFits($aValues) === ($sWord === 'OR')) {
					return $sWord === 'OR';
				}
			}

			return $sWord === 'AND';
		};
	}

	private function Term(): callable
	{
		$sAttCode = array_shift($this->aTokens);
		if ($sAttCode === '(') {
			$fFits = $this->Alternatives();
			array_shift($this->aTokens);

			return $fFits;
		}
		if ($sAttCode !== 'id' && !MetaModel::IsValidAttCode($this->sClass, $sAttCode)) {
			throw new Exception("Unknown attribute $sAttCode in OQL");
		}
		$sOperator = array_shift($this->aTokens);
		$sValue = $this->Value(array_shift($this->aTokens));

		return function (array $aValues) use ($sAttCode, $sOperator, $sValue) {
			$sHas = isset($aValues[$sAttCode]) ? (string)$aValues[$sAttCode] : '';
			// MySQL compares without regard to case.
			$bIsSame = (strcasecmp($sHas, $sValue) === 0);
			switch ($sOperator) {
				case '=':
					return $bIsSame;
				case '!=':
					return !$bIsSame;
				case '<':
					return strcmp($sHas, $sValue) < 0;
				case '>=':
					return strcmp($sHas, $sValue) >= 0;
				case '<=':
					return strcmp($sHas, $sValue) <= 0;
				case 'LIKE':
					return preg_match(self::Pattern($sValue), $sHas) === 1;
			}
			throw new Exception("Unknown operator $sOperator in OQL");
		};
	}

	private function Value(string $sToken): string
	{
		if ($sToken[0] !== ':') {
			return trim($sToken, "'");
		}
		if (preg_match('/^:current_contact->(\w+)$/D', $sToken, $aMatch)) {
			return self::OfContact($aMatch[1]);
		}
		if (!array_key_exists(substr($sToken, 1), $this->aParameters)) {
			throw new Exception("Missing parameter $sToken in OQL");
		}

		return (string)$this->aParameters[substr($sToken, 1)];
	}

	/** iTop reads the contact for it. */
	private static function OfContact(string $sAttCode): string
	{
		StandIn::Enter('MetaModel::GetObject', 1);
		foreach (StandIn::$aRequest['objects']['Person'] as $aPerson) {
			if ($aPerson['id'] === (string)UserRights::GetContactId()) {
				return isset($aPerson[$sAttCode]) ? (string)$aPerson[$sAttCode] : '';
			}
		}
		throw new Exception('No result for the single row query');
	}

	private static function Pattern(string $sLike): string
	{
		$sPattern = preg_replace_callback('/\\\\(.)|(%)|(_)|(.)/su', function (array $aMatch) {
			if (isset($aMatch[4])) {
				return preg_quote($aMatch[4], '/');
			}

			return isset($aMatch[3]) ? '.' : (isset($aMatch[2]) && $aMatch[2] !== '' ? '.*' : preg_quote($aMatch[1], '/'));
		}, $sLike);

		return "/^$sPattern$/isu";
	}
}
