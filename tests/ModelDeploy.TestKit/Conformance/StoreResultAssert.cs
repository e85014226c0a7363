using ModelDeploy.Core;

namespace ModelDeploy.TestKit.Conformance;

/// <summary>Says what a write to a store must have answered.</summary>
public static class StoreResultAssert
{
    /// <summary>The stored value; fails for every other answer.</summary>
    public static T Stored<T>(StoreResult<T> result) => Assert.IsType<StoreResult<T>.Stored>(result).Value;

    /// <summary>The stored value of a write that is under way.</summary>
    public static async Task<T> StoredAsync<T>(Task<StoreResult<T>> result) => Stored(await result);
}
