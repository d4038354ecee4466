export const greet = async () => ({ statusCode: 200 });

export function leave() {
  return { statusCode: 204 };
}
