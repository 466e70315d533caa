namespace RusToK.Core.Persistence;

/// <summary>SQL of a migration that Entity Framework has no words for, kept as a file of its own.</summary>
internal static class MigrationScript
{
    /// <param name="name">File name under <c>Persistence/Migrations/Sql</c>.</param>
    public static string Read(string name)
    {
        using var stream = typeof(MigrationScript).Assembly.GetManifestResourceStream("RusToK.Core.Persistence.Migrations.Sql." + name)
            ?? throw new InvalidOperationException($"The migration script {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
