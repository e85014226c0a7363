namespace ModelDeploy.Gateway.Counting;

/// <summary>Which outcome a status counts as: the one place that knows.</summary>
internal static class Outcomes
{
    /// <summary>By the status that the request ended with.</summary>
    public static Outcome Of(int status) => status switch
    {
        < 300 => Outcome.Succeeded,
        < 400 => Outcome.Redirected,
        < 500 => Outcome.ClientError,
        _ => Outcome.ServerError,
    };
}
