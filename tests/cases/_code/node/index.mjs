export const handler = async (event) => ({ ok: true });
export async function cancel(event) {
  return { ok: false };
}
