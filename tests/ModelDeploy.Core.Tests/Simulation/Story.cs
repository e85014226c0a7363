using System.Runtime.ExceptionServices;

namespace ModelDeploy.Core.Tests.Simulation;

/// <summary>In a story nothing takes time: what was asked is answered when the call returns.</summary>
internal static class Story
{
    /// <summary>The answer; throws what the task threw.</summary>
    public static T Done<T>(Task<T> task)
    {
        Done((Task)task);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Throws what the task threw.</summary>
    public static void Done(Task task)
    {
        Assert.True(task.IsCompleted, "Something waits that nothing will wake.");
        if (task.Exception?.InnerException is { } broken)
            ExceptionDispatchInfo.Capture(broken).Throw();
    }

    /// <summary>The same, for somebody who lives with a broken connection.</summary>
    public static void Tried(Task task)
    {
        if (task.Exception?.InnerException is not IOException)
            Done(task);
    }
}
