namespace ModelDeploy.Core;

/// <summary>For those who are called back later from a task that is not theirs: what belonged to them is there again, their language above all.</summary>
internal static class CallersContext
{
    /// <summary>The call back, made in the context of whoever calls this now.</summary>
    public static Action Keep(Action callBack) =>
        ExecutionContext.Capture() is { } caller ? () => ExecutionContext.Run(caller, _ => callBack(), null) : callBack;
}
