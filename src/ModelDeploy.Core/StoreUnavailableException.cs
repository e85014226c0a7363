namespace ModelDeploy.Core;

/// <summary>
/// A store could not be read or written. The message is a sentence or two for whoever asked, without a path or a secret;
/// the cause says the rest. A write that ends so was not stored, unless the message says that this is not known.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The answer of a command, where a store that fails is one more way to be refused.</summary>
    internal static async Task<CommandResult<T>> AnsweredAsync<T>(Task<CommandResult<T>> command)
    {
        try
        {
            return await command;
        }
        catch (StoreUnavailableException failure)
        {
            return new CommandResult<T>.Unavailable(failure.Message);
        }
    }
}
