using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace ModelDeploy.Core.Audit;

/// <summary>
/// The audit of a portal that has no database: each entry is one line of its log, in a chain that begins when the process does. Whoever
/// collects the logs keeps it, and can verify it.
/// </summary>
public sealed partial class LoggedAuditLog(ILogger<LoggedAuditLog> logger) : IAuditLog
{
    private readonly Lock _appending = new();
    private readonly string _chain = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private AuditEntry? _last;

    /// <inheritdoc />
    public bool IsReadable => false;

    /// <inheritdoc />
    public Task<AuditEntry> AppendAsync(AuditEvent what, CancellationToken stop)
    {
        lock (_appending)
        {
            _last = AuditChain.Next(_last, what);
            Entry(logger, AuditLine.Write(_chain, _last));
            return Task.FromResult(_last);
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<AuditEntry>> SearchAsync(AuditFilter filter, long? before, int limit, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<AuditEntry>>([]);

    /// <inheritdoc />
    public IAsyncEnumerable<AuditEntry> ReadAllAsync(CancellationToken stop) => AsyncEnumerable.Empty<AuditEntry>();

    [LoggerMessage(Level = LogLevel.Information, Message = "{AuditEntry}")]
    private static partial void Entry(ILogger logger, string auditEntry);
}
