using ModelDeploy.Core;
using ModelDeploy.Core.Quotas;
using ModelDeploy.Portal.Components.Shared;

namespace ModelDeploy.Portal.Components.Forms;

/// <summary>Why a command was not accepted, apart from single fields.</summary>
/// <param name="Message">One sentence.</param>
/// <param name="Details">What shows it; may be empty.</param>
/// <param name="NextStep">What to do, or null.</param>
public sealed record Problem(string Message, EquatableList<string> Details, string? NextStep)
{
    /// <summary>The problem in the answer; null when it was accepted, or when its fields tell it.</summary>
    public static Problem? In<T>(CommandResult<T> answer) => answer switch
    {
        CommandResult<T>.OverQuota over => new Problem(over.Failure.Message, over.Shortages.Select(ShortageText.Of).ToEquatableList(), over.Failure.NextStep),
        CommandResult<T>.Conflict conflict => new Problem(conflict.Why, [], null),
        CommandResult<T>.Unavailable unavailable => new Problem(unavailable.Why, [], null),
        CommandResult<T>.Forbidden forbidden => new Problem(forbidden.Why, [], null),
        CommandResult<T>.NotFound => new Problem(FormsTexts.Gone, [], null),
        _ => null,
    };

    /// <summary>The answer's trouble in one line, fields included; null when it was accepted.</summary>
    public static string? InOneLine<T>(CommandResult<T> answer)
    {
        var line = answer is CommandResult<T>.Invalid invalid ? string.Join(' ', invalid.Errors.Select(error => error.Message)) : In(answer)?.Message;
        return line is null ? null : VisibleText.Of(line);
    }
}
