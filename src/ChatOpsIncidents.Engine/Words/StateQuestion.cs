using System.Text.RegularExpressions;

namespace ChatOpsIncidents.Engine.Words;

/// <summary>How people ask how things stand, in plain words.</summary>
public static partial class StateQuestion
{
    /// <summary>Whether the whole text asks just that.</summary>
    public static bool Asks(string text) => text.Length <= 120 && Form().IsMatch(text.Trim());

    [GeneratedRegex(
        """
            ^ ((hi|hey|hello|sorry|so|ok(ay)?|guys|all|team|everyone|folks) [\s,.:!]+)*
            ( what \s do \s we \s know
            | what ('|’)? (s|\s is) \s (the \s)? (current \s)? (status|state|situation|latest|going \s on|happening)
            | where (\s are \s we | \s do \s we \s stand)
            | any \s (news|updates?|progress)
            | how (\s is \s it \s going | \s are \s we \s doing | \s does \s it \s look)
            | (can|could) \s (somebody|someone|anybody|anyone|you) \s (catch|fill|bring) \s me \s (up|in)
            | (please \s)? (catch|fill) \s me \s (up|in)
            | was \s wissen \s wir | (wie|was) \s ist \s der \s (aktuelle \s)? stand | gibt \s es \s (etwas \s)? neues
            | (où|ou) \s en \s (est-on|sommes-nous) | que \s sait-on
            )
            (\s+ (at|so \s far|now|here|yet|already|right \s now|up \s to \s speed|bisher|jetzt|with \s (this|it)))*
            [\s?!.]* $
            """,
        RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant
            | RegexOptions.ExplicitCapture
            | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex Form();
}
