namespace ModelDeploy.Local.Store;

/// <summary>The result codes of SQLite that mean something to people.</summary>
internal static class SqliteCodes
{
    public const int Busy = 5;
    public const int Locked = 6;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int NotADatabase = 26;
}
